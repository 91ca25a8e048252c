using BackOffice.Primitives;

namespace BackOffice.Payroll.Domain;

/// <summary>
/// Withholds for creditors, the most urgent first, within what the law leaves them. Orders of one priority and one limit share what
/// there is by what they ask; of one priority and different limits, the one that the law lets reach deeper comes first.
/// </summary>
internal static class Garnishing
{
    private const string Withheld = "min(asked, still owed, left by the limits)";
    private const string Shared = "left by the limits, shared by what is asked";

    public static void Withhold(PaySheet sheet, GarnishmentLimits limits)
    {
        if (sheet.Case.Garnishments.Count == 0)
        {
            return;
        }

        var room = new GarnishmentRoom(sheet, limits);
        var live = sheet.Case.Garnishments.Where(order => IsLive(order, sheet)).Select(order => (Order: order, Limit: room.LimitOf(order.Kind))).ToList();
        foreach (var (order, _) in live.Where(entry => entry.Limit is null))
        {
            sheet.Alert("garnishment-unknown-kind", $"Nothing is withheld for order {order.Id}: no limit is known for '{order.Kind}'.");
        }

        foreach (var peers in live.Where(entry => entry.Limit is not null)
            .GroupBy(entry => (entry.Order.Priority, Limit: entry.Limit!))
            .OrderBy(peers => peers.Key.Priority).ThenBy(peers => peers.Key.Limit.ProtectedNet).ThenByDescending(peers => peers.Key.Limit.Share))
        {
            Share(sheet, (room, limits.Rule), peers.Key.Limit, [.. peers.Select(peer => peer.Order)]);
        }
    }

    // A suspended order is shown, so that nobody wonders; one that has had all it may ever have is over.
    private static bool IsLive(GarnishmentOrder order, PaySheet sheet)
    {
        if (order.IsSuspended)
        {
            sheet.Add(new PayLine { Code = "garnishment.suspended", Kind = PayLineKind.Basis, Amount = 0, Rule = "garnishment", Reference = order.Id, Because = new Trace("suspended", 0) });
        }

        return !order.IsSuspended && order.Total is var total && (total is null || sheet.Standing(BalanceOf(order)) < total);
    }

    private static void Share(PaySheet sheet, (GarnishmentRoom Room, string Rule) within, GarnishmentLimit limit, IReadOnlyList<GarnishmentOrder> peers)
    {
        var room = within.Room.Under(limit);
        var asked = peers.Select(order => AskedBy(order, sheet, (within.Room.Net, room, within.Rule))).ToArray();
        if (asked.Sum() == 0)
        {
            return;
        }

        var isShort = asked.Sum() > room;
        var parts = isShort ? new Money(room, sheet.Pack.Currency).Allocate(asked).Select(part => part.Amount).ToArray() : asked;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == 0)
            {
                continue;
            }

            within.Room.Take(parts[i], limit);
            Add(sheet, peers[i], within.Rule, new Trace(isShort ? Shared : Withheld, parts[i], new Figure("asked", asked[i]), new Figure("left by the limits", room), new Figure("net", within.Room.Net)));
        }
    }

    private static decimal AskedBy(GarnishmentOrder order, PaySheet sheet, (decimal Net, decimal Room, string Rule) month)
    {
        // An amount or a share is of the month: what an earlier slip of it gave is off.
        var earlier = sheet.MonthToDate(MonthOf(order));
        var asked = order.MonthlyAmount is { } amount ? Math.Max(0, amount - earlier)
            : order.Share is { } share ? Math.Max(0, sheet.Round(month.Rule, share * month.Net) - earlier)
            : month.Room;
        return order.Total is { } total ? Math.Min(asked, total - sheet.Standing(BalanceOf(order))) : asked;
    }

    private static void Add(PaySheet sheet, GarnishmentOrder order, string rule, Trace because)
    {
        sheet.Add(new PayLine { Code = "garnishment", Kind = PayLineKind.Garnishment, Amount = because.Exact, Rule = rule, Reference = order.Id, Because = because });
        sheet.AddToStanding(BalanceOf(order), because.Exact);
        sheet.AddToMonth(MonthOf(order), because.Exact);
        if (order.Total is { } total && sheet.Standing(BalanceOf(order)) == total)
        {
            sheet.Alert("garnishment-ended", $"Order {order.Id} has had all that it may have.");
        }
    }

    private static string MonthOf(GarnishmentOrder order) => $"{MonthBalances.Prefix}garnished.order:{order.Id}";

    private static string BalanceOf(GarnishmentOrder order) => "garnished:" + order.Id;
}
