/**
 * The ground that benchmarks stand on: child processes, what they cost, a machine to name beside a
 * figure, and a generated load. The benchmark is a process of its own; what it measures is another.
 */
package freshet.bench;
