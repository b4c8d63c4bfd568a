/** How the files of a model reach every instance, and where each keeps its own. */
package freshet.model.release.store;
