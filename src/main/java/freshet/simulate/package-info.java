/**
 * A generated catalogue and audience: everything follows from a seed and a point in time, nothing
 * from the clock.
 */
package freshet.simulate;
