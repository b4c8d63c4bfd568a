/**
 * Releases: which models there are, which one serves, and how every instance gets it.
 *
 * <ul>
 *   <li>{@code retrain}: how a model is asked for and trained, one at a time
 *   <li>{@code store}: how its files reach every instance
 * </ul>
 */
package freshet.model.release;
