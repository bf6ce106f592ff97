/** A long run of one service, with its use of memory, threads and sockets. */
@org.jspecify.annotations.NullMarked
package ai.hokusai.it.faults.soak;
