package freshet.recommend;

import java.util.List;

/**
 * What each layer is asked through.
 *
 * @param neighbours collaborative
 * @param tags content
 * @param popular popularity
 */
public record Sources(NeighbourSource neighbours, TagSource tags, PopularSource popular) {

  /** The sources over what they read. */
  public static Sources over(
      Catalogue catalogue,
      Neighbourhood neighbourhood,
      Popularity popularity,
      MixtureReader mixture,
      NeighbourSettings neighbours) {
    return new Sources(
        new NeighbourSource(neighbourhood, neighbours),
        new TagSource(catalogue),
        new PopularSource(popularity, mixture));
  }

  /** All of them, best layer first. */
  public List<CandidateSource> all() {
    return List.of(neighbours, tags, popular);
  }
}
