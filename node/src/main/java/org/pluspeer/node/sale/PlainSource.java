package org.pluspeer.node.sale;

/** Bytes that we sell. */
public interface PlainSource extends AutoCloseable {
    /**
     * Fills a part of an array.
     *
     * @param offset in the content, in bytes
     * @throws org.pluspeer.node.ProblemException FILE_UNREADABLE if they are not all there
     */
    void read(long offset, byte[] into, int from, int length);

    @Override
    void close();
}
