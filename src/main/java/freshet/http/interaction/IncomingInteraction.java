package freshet.http.interaction;

import freshet.event.Interaction;

/**
 * An interaction as it came over HTTP.
 *
 * @param idMade whether the sender gave no event id, so that one was made here
 */
record IncomingInteraction(Interaction interaction, boolean idMade) {}
