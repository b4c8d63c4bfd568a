package freshet.model.release.retrain;

import freshet.model.release.retrain.RetrainRequest.Wishes;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a training process is told.
 *
 * @param folder to work in, its own
 * @param out where the model goes
 * @param live the model that answers now, to compare with
 * @param wishes how to train
 */
public record TrainingOrder(Path folder, Path out, Optional<Path> live, Wishes wishes) {}
