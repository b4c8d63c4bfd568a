/** Event-to-visible time: how long until an answer contains what an accepted event changes. */
package freshet.bench.freshness;
