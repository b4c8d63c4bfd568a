/**
 * How one, two and three instances share the work, and what a site notices of their coming and
 * going.
 */
package freshet.bench.scale;
