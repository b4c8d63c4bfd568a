/**
 * How a model answers: the vectors of all items, one user's history encoded per request, a model
 * that is replaced while it serves, and a breaker that keeps its failures away from the others.
 *
 * <p>Nothing here but {@code TorchEncoder} touches PyTorch, and that class is loaded when the first
 * model is opened: without PyTorch's jars all the rest works.
 */
package freshet.model.scoring;
