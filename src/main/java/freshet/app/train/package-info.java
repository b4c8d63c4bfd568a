/** One run of training: from a log to a model's files. */
package freshet.app.train;
