package org.pluspeer.node.http;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pluspeer.node.account.AccountDesk;
import org.pluspeer.node.account.AddressBook;
import org.pluspeer.node.account.Payees;
import org.pluspeer.node.account.ProgramSpending;
import org.pluspeer.node.account.RequestDesk;
import org.pluspeer.node.account.SpendDesk;
import org.pluspeer.node.app.App;
import org.pluspeer.node.bandwidth.BandwidthRoom;
import org.pluspeer.node.channel.ChannelDesk;
import org.pluspeer.node.content.SeedDesk;
import org.pluspeer.node.deal.KeepDesk;
import org.pluspeer.node.deal.StorageDesk;
import org.pluspeer.node.events.Bell;
import org.pluspeer.node.ledger.HistoryDesk;
import org.pluspeer.node.ledger.Reconciling;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.Showcase;
import org.pluspeer.node.listing.Uploads;
import org.pluspeer.node.loop.LoopDesk;
import org.pluspeer.node.sale.PurchaseDesk;
import org.pluspeer.node.sale.SaleDesk;
import org.pluspeer.node.trade.ProgramPurchases;
import org.pluspeer.node.vault.Accounts;
import org.pluspeer.node.vault.Backups;
import org.pluspeer.node.vault.SetupDesk;
import org.pluspeer.node.vault.Vault;
import org.pluspeer.node.vault.WordsCheck;
import org.pluspeer.node.x402.FetchDesk;
import org.pluspeer.node.x402.FileDesk;
import org.pluspeer.node.x402.LinkFetchDesk;
import org.pluspeer.node.x402.ProgramFetches;
import org.pluspeer.node.x402.ServiceDesk;
import org.pluspeer.wallet.policy.Asker;

/** The whole API in one table. What a row does is in the room that it asks. */
public final class Api {
    public static final String BASE = "/api/v1";

    private final List<Endpoint<?, ?>> endpoints;
    private final Rooms rooms;

    public Api(Rooms rooms) {
        this.rooms = rooms;
        this.endpoints = table(() -> rooms);
    }

    /** Whom the rows ask. */
    public record Rooms(
            Supplier<Views.Status> status,
            Supplier<Views.Peers> peers,
            Supplier<DoctorView> doctor,
            AccountDesk account,
            ListingDesk listings,
            Showcase showcase,
            Uploads uploads,
            PurchaseDesk purchases,
            SaleDesk sales,
            SeedDesk seeds,
            BandwidthRoom bandwidth,
            DownloadTickets downloads,
            Bell bell,
            Keys keys,
            Money money,
            Trust trust,
            Programs programs,
            Services services,
            Storage storage,
            ChannelDesk channels,
            LoopDesk loop,
            Runnable stop) {}

    /** Calls that are paid for: those that are sold, and those that are bought, by programs too. */
    public record Services(
            ServiceDesk selling, FileDesk files, FetchDesk buying, LinkFetchDesk links, ProgramFetches programs) {}

    /** The owner's keys. */
    public record Keys(
            SetupDesk setup,
            Vault vault,
            Accounts accounts,
            WordsCheck words,
            Backups backups,
            Supplier<LockView> lock) {}

    /** The owner's room for hire, and what others keep for the owner. */
    public record Storage(StorageDesk room, KeepDesk keeping) {}

    /** What paired programs buy and send. */
    public record Programs(ProgramPurchases purchases, ProgramSpending spending) {}

    /**
     * Spending, being paid, names for those who pay, and what moved.
     *
     * @param exports the file that a table of the history is written to
     */
    public record Money(
            SpendDesk spending,
            RequestDesk requests,
            AddressBook contacts,
            Payees payees,
            HistoryDesk history,
            Reconciling reconciling,
            Path exports) {}

    List<Endpoint<?, ?>> endpoints() {
        return endpoints;
    }

    Uploads uploads() {
        return rooms.uploads();
    }

    Optional<App> admit(String token) {
        return rooms.trust().apps().admit(token);
    }

    void used(Asker caller) {
        if (caller instanceof Asker.App app) {
            rooms.trust().apps().used(app.id());
        }
    }

    DownloadTickets downloads() {
        return rooms.downloads();
    }

    SetupDesk setup() {
        return rooms.keys().setup();
    }

    /** The rows; nothing is asked of the rooms before a row is called. */
    public static List<Endpoint<?, ?>> table(Supplier<Rooms> rooms) {
        return Stream.of(
                        SetupRows.table(() -> rooms.get().keys().setup()),
                        NodeRows.table(rooms),
                        AccountRows.table(rooms),
                        BackupRows.table(rooms),
                        WalletRows.table(rooms),
                        SpendRows.table(rooms),
                        SpendRows.requests(rooms),
                        ContactRows.table(rooms),
                        ListingRows.table(rooms),
                        DealRows.table(rooms),
                        SeedRows.table(rooms),
                        ServiceRows.table(rooms),
                        StorageRows.table(rooms),
                        ChannelRows.table(rooms),
                        LoopRows.table(rooms),
                        ApprovalRows.table(rooms),
                        AppRows.table(rooms))
                .flatMap(List::stream)
                .toList();
    }
}
