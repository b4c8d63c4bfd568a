/** Models for the items of a benchmark, and how they get to the server that is measured. */
package freshet.bench.model;
