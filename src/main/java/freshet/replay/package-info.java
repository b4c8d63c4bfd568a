/**
 * Recorded interaction logs: reading them from files in time order, and sending them in.
 *
 * <p>Knows files, HTTP as a client, and the ports of {@link freshet.event}; knows no Kafka.
 */
package freshet.replay;
