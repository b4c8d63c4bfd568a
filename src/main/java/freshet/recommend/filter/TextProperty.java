package freshet.recommend.filter;

import freshet.event.Item;
import freshet.recommend.filter.Condition.Subject;
import java.util.Optional;
import java.util.function.Predicate;

/** What is known of an item, or of who asks, as texts: none, one or, of tags, several. */
enum TextProperty {
  ITEM {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      return test.test(subject.id().value());
    }
  },
  TYPE {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      return subject.item().isPresent() && test.test(subject.item().get().type().value());
    }
  },
  CATEGORY {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      return has(subject.item().flatMap(Item::category), test);
    }
  },
  TAG {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      if (subject.item().isPresent()) {
        for (String tag : subject.item().get().tags()) {
          if (test.test(tag)) {
            return true;
          }
        }
      }
      return false;
    }
  },
  AUTHOR {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      return has(subject.item().flatMap(Item::author), test);
    }
  },
  TITLE {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      return has(subject.item().flatMap(Item::title), test);
    }
  },
  USER {
    @Override
    boolean any(Subject subject, Predicate<String> test) {
      return subject.asker().user().isPresent() && test.test(subject.asker().user().get().value());
    }
  };

  private static boolean has(Optional<String> value, Predicate<String> test) {
    return value.isPresent() && test.test(value.get());
  }

  /** Whether one of its texts passes a test. */
  abstract boolean any(Subject subject, Predicate<String> test);
}
