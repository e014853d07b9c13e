// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

abstract contract Minted is ERC20 {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// Keeps one in a hundred.
contract FeeToken is Minted {
    constructor() ERC20("Fee", "FEE") {}

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) ? 0 : value / 100;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0xfee), fee);
    }
}

/// Its balances shrink with every transfer.
contract ShrinkingToken is Minted {
    constructor() ERC20("Shrinking", "SHR") {}

    function transferFrom(address, address to, uint256) public override returns (bool) {
        _burn(to, balanceOf(to));
        return true;
    }
}

/// Returns nothing where a bool is expected, as many old tokens do.
contract QuietToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// Says no by returning false.
contract FalseToken is Minted {
    constructor() ERC20("False", "FLS") {}

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// Takes any call and does nothing, as WETH9 does with what it doesn't know: permit and EIP-3009 seem to work.
contract PermissiveToken is Minted {
    constructor() ERC20("Permissive", "PRM") {}

    fallback() external payable {}
    receive() external payable {}
}

/// Lets some accounts neither send nor receive.
contract BlacklistingToken is Minted {
    mapping(address => bool) public blocked;

    constructor() ERC20("Blacklisting", "BLK") {}

    function blockAccount(address account) external {
        blocked[account] = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!blocked[from] && !blocked[to], "blocked");
        super._update(from, to, value);
    }
}

/// Calls somebody in the middle of a transfer, as ERC-777 does with senders and receivers.
contract HookedToken is Minted {
    address private _hook;
    bytes private _call;
    bool public answered;

    constructor() ERC20("Hooked", "HKD") {}

    function hook(address target, bytes calldata call_) external {
        (_hook, _call) = (target, call_);
    }

    function _update(address from, address to, uint256 value) internal override {
        (address target, bytes memory call_) = (_hook, _call);
        _hook = address(0);
        if (target != address(0)) (answered,) = target.call(call_);
        super._update(from, to, value);
    }
}

/// A contract that sends calls as itself: so that the hook above comes from an account with a ledger.
contract Puppet {
    function act(address target, uint256 value, bytes calldata call_) external payable returns (bytes memory) {
        (bool ok, bytes memory answer) = target.call{value: value}(call_);
        if (!ok) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        return answer;
    }

    receive() external payable {}
}

/// A contract account (ERC-1271) that answers as it is told to.
contract Wallet is Puppet {
    enum Answer {
        YES,
        NO,
        SHORT,
        REVERTS,
        BOMB,
        REVERTING_BOMB,
        DIRTY
    }

    Answer public answer;

    function say(Answer answer_) external {
        answer = answer_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        Answer a = answer;
        assembly {
            mstore(0, shl(224, 0x1626ba7e))
            if eq(a, 1) { mstore(0, shl(224, 0xffffffff)) }
            if eq(a, 2) { return(0, 4) }
            if eq(a, 3) { revert(0, 0x20) }
            if eq(a, 4) { return(0, 1000000) }
            if eq(a, 5) { revert(0, 1000000) }
            if eq(a, 6) { mstore(0, or(mload(0), 1)) }
            return(0, 0x20)
        }
    }
}

/// Refuses coin, with a long answer.
contract Refuser {
    receive() external payable {
        assembly {
            revert(0, 1000000)
        }
    }
}

/// Comes back for more whenever it is paid.
contract Greedy {
    address private _exchange;
    bytes private _again;
    bool public succeeded;

    function want(address exchange, bytes calldata again) external {
        (_exchange, _again) = (exchange, again);
    }

    function act(address target, uint256 value, bytes calldata call_) external payable {
        (bool ok,) = target.call{value: value}(call_);
        require(ok);
    }

    receive() external payable {
        (succeeded,) = _exchange.call(_again);
    }
}
