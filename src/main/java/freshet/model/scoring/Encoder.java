package freshet.model.scoring;

import freshet.model.artifact.Manifest;

/**
 * A model at work: gives items and users their vectors, as the {@link
 * freshet.model.artifact.Contract} has it. Called by several threads at once; closing it while a
 * call runs may end the JVM.
 */
interface Encoder extends AutoCloseable {
  /** What is known about the model. */
  Manifest manifest();

  /**
   * The vectors of items.
   *
   * @param ids places of {@code n} items in the manifest, from 1; 0 for one it does not name
   * @param words places of {@code n · f} words in the manifest, from 1, item by item; 0 fills up
   * @return {@code n · d} numbers, item by item, all finite
   * @throws freshet.model.UnusableModelException if the model fails
   */
  float[] items(long[] ids, long[] words);

  /**
   * The vector of one user.
   *
   * @param vectors {@code t · d} numbers, those of the items touched, the earliest first
   * @param types places of {@code t} types in the manifest, from 1; 0 for one it does not name
   * @param ages {@code t} numbers of seconds before now
   * @return {@code d} numbers, all finite
   * @throws freshet.model.UnusableModelException if the model fails
   */
  float[] user(float[] vectors, long[] types, float[] ages);

  /** Native memory that its parameters take. */
  long bytes();

  /** Frees it; nothing may use it any more. */
  @Override
  void close();
}
