/** What requests notice of models that are replaced while they serve. */
package freshet.bench.reload;
