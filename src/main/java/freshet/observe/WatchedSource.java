package freshet.observe;

import freshet.recommend.CandidateSource;
import freshet.recommend.Layer;
import freshet.recommend.RestingLayerException;

/**
 * A source whose opinions are counted and timed. What it says is passed on as it is: an opinion is
 * asked for a thousand scores, and each look at that would cost more than the rest together.
 */
final class WatchedSource implements CandidateSource {
  private final CandidateSource source;
  private final LayerWatch watch;

  WatchedSource(CandidateSource source, LayerWatch watch) {
    this.source = source;
    this.watch = watch;
  }

  @Override
  public Layer layer() {
    return source.layer();
  }

  @Override
  public Opinion opinion(Question question) {
    long start = System.nanoTime();
    Opinion opinion;
    try {
      opinion = source.opinion(question);
    } catch (RestingLayerException e) {
      watch.rested();
      throw e;
    } catch (RuntimeException e) {
      watch.threw(System.nanoTime() - start);
      throw e;
    }
    if (opinion == NONE) {
      watch.wasSilent(System.nanoTime() - start);
    } else {
      watch.spoke(System.nanoTime() - start);
    }
    return opinion;
  }
}
