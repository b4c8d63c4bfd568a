package freshet.model.release.store;

import freshet.model.artifact.Artifact;

/** Takes artifacts where every instance can fetch them. */
public interface ArtifactStore {
  /** Where an artifact is going to be; nothing is sent yet. */
  Stored plan(Artifact artifact);

  /**
   * Sends an artifact to where it was planned to be; returns when all of it is there for good.
   *
   * @throws UnreachableArtifactException if that is not possible now
   */
  void upload(Artifact artifact, Stored planned) throws InterruptedException;

  /**
   * Fetches an artifact.
   *
   * @param into takes its bytes; the caller completes it
   * @throws UnreachableArtifactException if it cannot be had now
   * @throws freshet.model.UnusableModelException if it never can be, since parts of it are missing
   */
  void fetch(Stored stored, Incoming into) throws InterruptedException;

  /** Deletes an artifact, or what there is of one; it may be gone already. */
  void delete(Stored stored);
}
