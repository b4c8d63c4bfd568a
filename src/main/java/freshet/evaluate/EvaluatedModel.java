package freshet.evaluate;

import freshet.catalog.ItemIndex;
import freshet.event.Interaction;
import freshet.recommend.CandidateSource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The model as it would serve at each moment of a log. */
public interface EvaluatedModel {
  /**
   * Its opinions.
   *
   * @param catalogue as far as it exists at each moment
   * @param clock tells when a question is asked
   */
  CandidateSource over(ItemIndex catalogue, Clock clock);

  /**
   * Is told of time passing, so that it can learn anew; a model that stays as it is does nothing.
   *
   * @param before what has happened until now, in time order
   */
  default void moveTo(Instant time, List<Interaction> before) {}
}
