package freshet.recommend.impression;

import freshet.event.UserId;

/** Where it is noted which slates users were answered. Nobody waits for it, and it never fails. */
public interface SlateLog {
  /** Notes nothing. */
  SlateLog NONE =
      new SlateLog() {
        @Override
        public boolean wants(UserId user) {
          return false;
        }

        @Override
        public void note(ServedSlate slate) {}
      };

  /** Whether a user's slates are noted; the same at each asking. */
  boolean wants(UserId user);

  /** Notes a slate; one that there is no room for is left out. */
  void note(ServedSlate slate);
}
