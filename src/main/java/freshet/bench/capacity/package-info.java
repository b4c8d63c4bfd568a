/** What a site of a given size takes: bytes and CPU for an event, a user, an item and a request. */
package freshet.bench.capacity;
