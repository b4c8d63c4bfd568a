/** What a server's memory holds, as the operating system and the JVM tell it. */
package freshet.bench.memory;
