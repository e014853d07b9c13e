// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DealBazaar} from "./DealBazaar.sol";
import {DealModel} from "./DealModel.sol";
import {DealStage} from "./DealStage.sol";

/// StorageDeals stays solvent, token by token, and ends every deal, whatever tokens, providers and receivers do.
contract DealHostileTest is DealStage {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    DealBazaar private bazaar;

    function setUp() public override {
        bazaar = new DealBazaar();
        deals = bazaar.place();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(bazaar);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(bazaar);
        bytes4[10] memory deeds = [
            DealBazaar.put.selector,
            DealBazaar.take.selector,
            DealBazaar.takeTooMuch.selector,
            DealBazaar.store.selector,
            DealBazaar.prove.selector,
            DealBazaar.settle.selector,
            DealBazaar.endEarly.selector,
            DealBazaar.blackList.selector,
            DealBazaar.giveAway.selector,
            DealBazaar.wait.selector
        ];
        targets[0].selectors = new bytes4[](deeds.length);
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    /// What is held of a token is what is owed in it, runs in it, and was given; all by the model's own count.
    function invariant_everyTokenIsThereForThoseItIsOwedTo() public view {
        for (uint256 t = 0; t < bazaar.TOKENS(); ++t) {
            address token = bazaar.tokens(t);
            uint256 owedToAll = bazaar.locked(token) + bazaar.gifts(token) + bazaar.due(COIN, token);
            same(owed(address(0), token), bazaar.due(COIN, token), "burnt");
            for (uint256 p = 0; p < bazaar.PEOPLE(); ++p) {
                address person = bazaar.people(p);
                same(owed(person, token), bazaar.due(person, token), "due");
                owedToAll += bazaar.due(person, token);
            }
            same(heldOf(token), owedToAll, "held");
        }
        bazaar.checkDeals(3);
        holds(!bazaar.broken(), "whoever came back in");
    }

    /// At the end of every run: every deal ends by a stranger's hand, and everybody takes everything.
    function afterInvariant() external {
        bazaar.endEverything();
        same(bazaar.ended(), bazaar.made(), "every deal");
        invariant_everyTokenIsThereForThoseItIsOwedTo();
        bazaar.checkDeals(type(uint256).max);
        bazaar.takeEverything();
        invariant_everyTokenIsThereForThoseItIsOwedTo();
        for (uint256 t = 0; t < bazaar.TOKENS(); ++t) {
            address token = bazaar.tokens(t);
            same(heldOf(token), bazaar.gifts(token) + owed(address(0), token), "nobody's");
        }
    }

    function heldOf(address token) private view returns (uint256) {
        return token == COIN ? address(deals).balance : IERC20(token).balanceOf(address(deals));
    }

    /// The deeds above are of no use unless they are done: the same run, by hand.
    function test_theHookComesBackAndDealsEndMeanwhile() public {
        DealModel.Wish memory wish = DealModel.Wish(1000, 0, 0, 0, 3, 1, 1, 200);
        uint256 endTheLast = (3 << 1) << 2;
        bazaar.put(1, 0, 50_000, 0);
        bazaar.store(1, 0, 0, 0, endTheLast | 1, wish);
        same(bazaar.made(), 1, "opened");
        same(bazaar.returns_(), 1, "came back");
        same(bazaar.doneMeanwhile(), 1, "ended while it was being paid");
        invariant_everyTokenIsThereForThoseItIsOwedTo();
        // A withdrawal within a payment is refused, within a withdrawal it isn't.
        uint256 takeHooked = ((1 << 1) | (1 << 8)) << 2;
        bazaar.put(1, 0, 100, takeHooked | 1);
        same(bazaar.returns_(), 2, "came back");
        same(bazaar.doneMeanwhile(), 1, "refused");
        bazaar.take(1, 0, 100, 5, takeHooked | 1);
        same(bazaar.doneMeanwhile(), 2, "took twice, of its own");
        // A receiver of coin that puts some of it in again.
        bazaar.put(4, 1, 1000, 0);
        uint256 putCoin = (1 | (4 << 8)) << 2;
        bazaar.take(4, 1, 10, 0, putCoin | 1);
        same(bazaar.doneMeanwhile(), 3, "put in while it was paid");
        invariant_everyTokenIsThereForThoseItIsOwedTo();
    }
    /// Found by chance: a client comes back in while its deposit is on its way and opens a deal out of its ledger.
    function test_aDepositIsNoMoneyBeforeItIsThere() public {
        bazaar.put(3, 438018, 944770609134426160856372193961262374333295833822437152824207501239066, 10399582178257975229230168558437505178642262598907115946817);
    }
}
