/** Processes that this one starts: how, what they say, and that none outlives it. */
package freshet.process;
