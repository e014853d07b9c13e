package org.pluspeer.market.catalog;

import org.jspecify.annotations.Nullable;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;

/** The shelves: what stands in which slot. Tombstones count like listings. */
public interface CatalogIndex {
    /** What stands in a slot; null if nothing does. */
    @Nullable
    Standing standing(Hash32 slot);

    /** How many slots of this seller are taken. */
    int slotsOf(Address seller);

    /** The highest slot of this seller; null if none is taken. */
    @Nullable
    Hash32 highestSlotOf(Address seller);
}
