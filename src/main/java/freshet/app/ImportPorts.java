package freshet.app;

import freshet.event.Admission;
import freshet.event.InteractionLog;
import freshet.event.ItemLog;

/**
 * What {@code import --to kafka} sends to; closed when the import is over.
 *
 * @param name of the cluster, for people and to tell one import from another
 * @param admission decides which interactions make sense
 * @param interactions takes them
 * @param items takes items
 * @param closing waits until all is written and lets go of the connections
 */
public record ImportPorts(
    String name, Admission admission, InteractionLog interactions, ItemLog items, Runnable closing)
    implements AutoCloseable {

  @Override
  public void close() {
    closing.run();
  }
}
