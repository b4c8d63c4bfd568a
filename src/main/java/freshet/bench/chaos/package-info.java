/**
 * The kill test: events at full speed while the server is killed again and again, and then a look
 * at its state, which must be what an undisturbed run makes of the same events.
 */
package freshet.bench.chaos;
