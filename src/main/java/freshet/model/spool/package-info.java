/**
 * Interactions as numbers on disk, in files that are gone when they are closed: first as they were
 * read, then by user and in time order.
 */
package freshet.model.spool;
