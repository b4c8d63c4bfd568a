package freshet.recommend;

/** Reads how much each estimate counts at present. */
@FunctionalInterface
public interface MixtureReader {
  /** The mixture as it stands; the same object as long as it has not changed. */
  Mixture mixture();
}
