package freshet.recommend.filter;

import freshet.event.Item;
import freshet.event.ItemId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a filter says, as a tree; no deeper than {@link FilterParser} lets it grow. */
sealed interface Condition {
  /** What it is said of. */
  record Subject(ItemId id, Optional<Item> item, Asker asker) {}

  boolean holds(Subject subject);

  /** The one value a property has wherever this holds, if that is plain to see. */
  default Optional<String> only(TextProperty property) {
    return Optional.empty();
  }

  /** All of them hold. */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      for (Condition condition : conditions) {
        if (!condition.holds(subject)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Optional<String> only(TextProperty property) {
      return conditions.stream().flatMap(one -> one.only(property).stream()).findFirst();
    }
  }

  /** One of them holds. */
  record Any(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      for (Condition condition : conditions) {
        if (condition.holds(subject)) {
          return true;
        }
      }
      return false;
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return !condition.holds(subject);
    }
  }

  /**
   * A property is one of some texts; of several tags, one is.
   *
   * @param orUser whether the name of who asks is one of them, too
   */
  record OneOf(TextProperty property, Set<String> texts, boolean orUser) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return property.any(subject, text -> texts.contains(text) || isUser(text, subject));
    }

    private boolean isUser(String text, Subject subject) {
      return orUser
          && subject.asker().user().isPresent()
          && subject.asker().user().get().value().equals(text);
    }

    @Override
    public Optional<String> only(TextProperty asked) {
      return asked == property && !orUser && texts.size() == 1
          ? Optional.of(texts.iterator().next())
          : Optional.empty();
    }
  }

  /** The item was made so long ago; holds for none whose making nobody dated. */
  record Age(Comparison comparison, Duration age) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      Optional<Instant> created = subject.item().flatMap(Item::created);
      return created.isPresent()
          && comparison.holds(
              Duration.between(created.get(), subject.asker().now()).compareTo(age));
    }
  }

  /** The item was made then; holds for none whose making nobody dated. */
  record Created(Comparison comparison, Instant time) implements Condition {
    @Override
    public boolean holds(Subject subject) {
      Optional<Instant> created = subject.item().flatMap(Item::created);
      return created.isPresent() && comparison.holds(created.get().compareTo(time));
    }
  }

  /** The site says that it may be shown; holds for none that the site did not describe. */
  record Available() implements Condition {
    @Override
    public boolean holds(Subject subject) {
      return subject.item().isPresent() && subject.item().get().available();
    }
  }
}
