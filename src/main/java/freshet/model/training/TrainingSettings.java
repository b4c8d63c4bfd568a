package freshet.model.training;

/**
 * How a model learns.
 *
 * @param epochs how often each step is learned at most
 * @param patience epochs without a better validation after which it ends
 * @param batch interactions in one step of the optimiser
 * @param rate learning rate at its highest
 * @param warmUp steps until it is reached
 * @param decay of weights (AdamW, Loshchilov and Hutter 2019)
 * @param withoutId the share of items whose id is left out in a step, so that content alone learns
 *     to stand for an item (Volkovs et al. 2017, DropoutNet)
 * @param against what a step to an item that the user speaks against counts; below 0 the item is
 *     learned to be unlikely there
 * @param seed the same gives the same batches and first weights
 * @param whole items up to which each step compares all of them; of more it compares a sample
 */
public record TrainingSettings(
    int epochs,
    int patience,
    int batch,
    double rate,
    int warmUp,
    double decay,
    double withoutId,
    double against,
    long seed,
    int whole) {}
