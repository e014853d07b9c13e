package org.pluspeer.node.sale;

/** Secrets of this wallet, and a box for those of others. */
public interface SaleSecrets {
    /** 32 bytes that only this wallet can find again. */
    byte[] derive(String label, byte[] context);

    /** @param about bound to the box but not in it */
    byte[] seal(byte[] plain, byte[] about);

    /** @throws org.pluspeer.node.ProblemException STORAGE_CORRUPT if it was sealed elsewhere or changed */
    byte[] open(byte[] sealed, byte[] about);
}
