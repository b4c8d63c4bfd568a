/**
 * Load over HTTP and Kafka at a fixed rate, whatever the server makes of it, and how long its
 * recommendations take under it.
 */
package freshet.bench.load;
