package freshet.event;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interaction types a site knows, by name; a name that is not here is bad input. */
public final class InteractionTypes {
  private static final InteractionTypes BUILT_IN =
      new InteractionTypes(
          List.of(
              InteractionType.speaksFor("view", 1),
              InteractionType.speaksFor("play", 1),
              InteractionType.speaksFor("like", 2),
              InteractionType.speaksFor("bookmark", 2),
              InteractionType.speaksAgainst("dislike", 2),
              InteractionType.undo("like"),
              InteractionType.undo("dislike"),
              InteractionType.undo("bookmark")));

  private final Map<String, InteractionType> byName;

  /**
   * @throws IllegalArgumentException if an undo names a type that is not among them
   */
  public InteractionTypes(Collection<InteractionType> types) {
    Map<String, InteractionType> map = new LinkedHashMap<>();
    types.forEach(type -> map.put(type.name(), type));
    for (InteractionType type : types) {
      type.undoes()
          .filter(undone -> !map.containsKey(undone))
          .ifPresent(
              undone -> {
                throw new IllegalArgumentException(
                    "interaction type \"%s\" undoes \"%s\", which is not defined"
                        .formatted(type.name(), undone));
              });
    }
    byName = Collections.unmodifiableMap(map);
  }

  /** View, play, like, bookmark, dislike, and undo of the last three. */
  public static InteractionTypes builtIn() {
    return BUILT_IN;
  }

  public Optional<InteractionType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All types, in the order they were defined. */
  public Collection<InteractionType> all() {
    return byName.values();
  }

  /** The names, comma-separated, for error messages. */
  public String names() {
    return String.join(", ", byName.keySet());
  }
}
