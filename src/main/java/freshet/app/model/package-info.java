/** Joins the releases and the training of models with the rest of a running Freshet. */
package freshet.app.model;
