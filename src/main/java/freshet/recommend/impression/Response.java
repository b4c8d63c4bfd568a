package freshet.recommend.impression;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a user did with one item of a slate.
 *
 * @param touched whether anything was done with it at all, whatever it was
 * @param reactions what is counted of it
 */
public record Response(boolean touched, Set<Reaction> reactions) {
  /** Nothing was done with it. */
  public static final Response NONE = new Response(false, Set.of());

  public Response {
    reactions = Set.copyOf(reactions);
  }

  /** With something else that was done. */
  public Response with(Optional<Reaction> reaction) {
    Set<Reaction> all = EnumSet.noneOf(Reaction.class);
    all.addAll(reactions);
    reaction.ifPresent(all::add);
    return new Response(true, all);
  }
}
