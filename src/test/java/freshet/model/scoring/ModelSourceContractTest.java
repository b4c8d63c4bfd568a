package freshet.model.scoring;

import freshet.model.scoring.TinyModels.InJava;
import freshet.recommend.CandidateSource;
import freshet.recommend.CandidateSourceContract;
import freshet.recommend.Layer;
import freshet.recommend.Site;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

class ModelSourceContractTest extends CandidateSourceContract {
  /** Some items of a random site are not among those that were learned. */
  private static final List<String> LEARNED =
      IntStream.range(0, 60).mapToObj(i -> "i" + i).toList();

  private static final List<String> WORDS = List.of("tag:t1", "tag:t2", "type:game", "type:movie");

  @Override
  protected CandidateSource source(Site site) {
    LiveModel live = new LiveModel(site.catalogue, Runnable::run);
    live.serve(
        new ServingModel(
            new InJava(TinyModels.manifest("1", LEARNED, WORDS), ModelSourceContractTest::turned)));
    return new ModelSource(live, 100, Clock.fixed(Site.NOW, ZoneOffset.UTC));
  }

  /** Some items come before, some behind one of which nothing is known. */
  private static float[] turned(float[] last) {
    float[] user = new float[last.length];
    for (int i = 0; i < last.length; i++) {
      user[i] = (last[(i + 1) % last.length] + 1) * (i % 2 == 0 ? 3 : -3);
    }
    return user;
  }

  @Override
  protected Layer layer() {
    return Layer.MODEL;
  }
}
