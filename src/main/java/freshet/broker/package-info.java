/**
 * The embedded broker: one Kafka node in KRaft mode inside this process, so that one command runs
 * the whole system. It knows Kafka and nothing of recommending.
 */
package freshet.broker;
