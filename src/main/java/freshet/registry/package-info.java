/**
 * Confluent's wire format and the schema registry: the serde that reads and writes it, a client for
 * any registry with Confluent's REST API, and the embedded registry that answers when none is set.
 */
package freshet.registry;
