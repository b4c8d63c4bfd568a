/**
 * Layer 1: a sequence model that foresees what a user turns to next. The only room that knows DJL
 * and PyTorch.
 *
 * <ul>
 *   <li>{@code artifact}: the file a model is, its manifest and the contract both keep
 *   <li>{@code engine}: PyTorch modules in native memory
 *   <li>{@code network}: the network before it has learned
 *   <li>{@code training}: how it learns
 *   <li>{@code spool}: interactions on disk, by user
 *   <li>{@code reading}: from a log to what can be learned
 *   <li>{@code scoring}: how it answers, is replaced while it serves, and fails without harm
 *   <li>{@code release}: how a model is asked for, judged and reaches every instance
 * </ul>
 */
package freshet.model;
