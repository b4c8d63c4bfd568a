/**
 * From a log to what can be learned: which part of it is learned, which is held out, and what its
 * items are like. Interactions are kept on disk; in memory stay names and a place for each user,
 * however long the log is.
 */
package freshet.model.reading;
