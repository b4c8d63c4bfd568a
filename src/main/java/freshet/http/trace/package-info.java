/** By which names a request is found again: in the log, in its answer and in what it caused. */
package freshet.http.trace;
