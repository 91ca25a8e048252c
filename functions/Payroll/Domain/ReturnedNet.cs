using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>The net of a slip that was taken back as if it were paid, and that the bank gave back afterwards or never paid: the company has it, and the person owes it.</summary>
/// <param name="Order">The payment order it never arrived by; it has the person once.</param>
/// <param name="For">The month of the slip.</param>
/// <param name="Amount">More than zero, in whole minor units.</param>
public sealed record ReturnedNet(string Order, Period For, Money Amount)
{
    internal const string Code = "net.returned";

    /// <summary>Where balances remember what slips have set off of it, so that it counts once, and again when such a slip is taken back.</summary>
    internal string Balance => "returned:" + Order;

    /// <summary>Whether no slip that counts has set it off.</summary>
    public bool IsOpen(Balances before) => before.Of(Balance) == 0;
}
