/** How a model is asked for and trained: one at a time in the whole installation. */
package freshet.model.release.retrain;
