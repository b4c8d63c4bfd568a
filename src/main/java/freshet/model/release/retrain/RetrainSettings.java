package freshet.model.release.retrain;

import freshet.model.release.retrain.RetrainRequest.Wishes;
import java.time.Duration;
import java.util.Optional;

/**
 * When models are trained anew and what a training may use.
 *
 * @param every how long after the last training began the next is asked for; empty for never
 * @param afterInteractions after how many new interactions it is; 0 for never
 * @param wishes how to train where a request says nothing
 * @param heapBytes most of the training process's heap
 * @param limit how long one training may take
 * @param silence how long a training may say nothing
 */
public record RetrainSettings(
    Optional<Duration> every,
    long afterInteractions,
    Wishes wishes,
    long heapBytes,
    Duration limit,
    Duration silence) {}
