package freshet.recommend.impression;

import freshet.event.InvalidInputException;
import freshet.event.ItemId;
import freshet.event.UserId;
import freshet.recommend.Layer;
import freshet.recommend.Reason;
import freshet.recommend.experiment.Group;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A slate that a user was answered; each of its items is an impression.
 *
 * @param id no other slate has it; 1 to 256 characters
 * @param user for whom
 * @param time when it was answered, to the millisecond
 * @param endpoint what was asked
 * @param scenario the scenario that was asked for
 * @param model version of the model, if it had a say
 * @param groups of experiments that the user was in, at most {@value #MOST_GROUPS}
 * @param items in their order, at most {@value #MOST_ITEMS}; nobody looks at what follows
 */
public record ServedSlate(
    String id,
    UserId user,
    Instant time,
    Endpoint endpoint,
    Optional<String> scenario,
    Optional<String> model,
    List<Group> groups,
    List<Place> items) {
  public static final int MOST_ITEMS = 200;
  public static final int MOST_GROUPS = 32;
  private static final int MOST_CHARACTERS = 256;

  /** What was asked. */
  public enum Endpoint {
    RECOMMENDATIONS,
    FEED,
    RANKING,
    BATCH;

    /** Name in answers and topics. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An item of a slate.
   *
   * @param layer that spoke loudest for it
   * @param reason why it was shown
   */
  public record Place(ItemId item, Layer layer, Reason.Kind reason) {
    public Place {
      Objects.requireNonNull(item);
      Objects.requireNonNull(layer);
      Objects.requireNonNull(reason);
    }
  }

  public ServedSlate {
    Objects.requireNonNull(user);
    Objects.requireNonNull(time);
    Objects.requireNonNull(endpoint);
    require("slate", id);
    scenario.ifPresent(name -> require("scenario", name));
    model.ifPresent(version -> require("model", version));
    groups = List.copyOf(groups.subList(0, Math.min(groups.size(), MOST_GROUPS)));
    items = List.copyOf(items.subList(0, Math.min(items.size(), MOST_ITEMS)));
    if (time.isBefore(Instant.EPOCH)) {
      throw new InvalidInputException("time", "is " + time + ", before 1970; give when it was");
    }
  }

  private static void require(String field, String value) {
    if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
      throw new InvalidInputException(
          field, "has %d characters; give 1 to 256".formatted(value.length()));
    }
  }

  /**
   * The cells that an item of it is counted in, those of groups left out.
   *
   * @param index of the item, from 0
   */
  public List<Cell> cells(int index) {
    Place place = items.get(index);
    List<Cell> cells = new ArrayList<>(6);
    cells.add(new Cell(Dimension.LAYER, place.layer().label()));
    cells.add(new Cell(Dimension.REASON, place.reason().label()));
    cells.add(Cell.ofPlace(index));
    cells.add(new Cell(Dimension.ENDPOINT, endpoint.label()));
    scenario.ifPresent(name -> cells.add(new Cell(Dimension.SCENARIO, name)));
    model.ifPresent(version -> cells.add(new Cell(Dimension.MODEL, version)));
    return cells;
  }
}
