using BackOffice.Payroll.Domain;
using BackOffice.Primitives;

namespace BackOffice.Payroll;

/// <summary>What became known of months of a person that are paid.</summary>
/// <param name="Elements">What is missing of them, or too much.</param>
/// <param name="Alerts">What no difference corrects.</param>
internal sealed record LateNews(IReadOnlyList<PayElement> Elements, IReadOnlyList<PayAlert> Alerts)
{
    public static LateNews None { get; } = new([], []);

    /// <summary>The case with it.</summary>
    public PayCase In(PayCase pay) => this == None ? pay : pay with { Elements = [.. pay.Elements, .. Elements], OfEarlierMonths = Alerts.Count == 0 ? null : Alerts };

    /// <summary>The same of somebody who has no slip in the open month: nothing brings it unless somebody does something.</summary>
    public IEnumerable<PayProblem> WithoutSlip(Period open)
    {
        var months = string.Join(", ", Elements.Select(element => element.For).Distinct().Order());
        return
        [
            .. months.Length == 0 ? Array.Empty<PayProblem>()
                : [new PayProblem("retro-without-slip", "employment", $"What is known now of {months} is not what was paid, and no slip of {open} brings the difference: create a correction run that names the person, or, where there is no employment any more, reverse that month's slip.")],
            .. Alerts.Select(alert => new PayProblem(alert.Code, "earlierMonths", alert.Message)),
        ];
    }
}
