using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BackOffice.Payroll;

/// <summary>What somebody would be paid: a question that keeps nothing.</summary>
public sealed class WhatIfApi(CountryRuleBook rules)
{
    /// <summary>The slip at a monthly gross, or at the smallest gross that brings a net, with the sum behind every line. No run, no person, no effect.</summary>
    [Function("AskWhatIf")]
    [Allow(Role.Preparer, Role.Approver, Role.Administrator, Role.Service)]
    [Takes(typeof(WhatIfBody), IsCommand = false)]
    [Gives(200, typeof(WhatIfView))]
    [Refuses(422, "no-slip")]
    public async Task<IResult> AskAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/{tenant}/payroll/what-if")] HttpRequest request, string tenant, CancellationToken cancellationToken)
    {
        var body = await Json.ReadAsync<WhatIfBody>(request, cancellationToken);
        var answer = WhatIf.Answer(body.Checked(), rules);
        return answer.Outcome.Slip is { } slip
            ? TypedResults.Ok(new WhatIfView(slip.Period, slip.Currency.Code, slip.Rules, slip.Gross, slip.Withheld, slip.Net, slip.EmployerCost, answer.Lines, slip.Alerts))
            : throw new RefusedException(StatusCodes.Status422UnprocessableEntity, "no-slip", "No slip can be made of this.") { More = new Dictionary<string, object?> { ["problems"] = answer.Outcome.Problems } };
    }
}

/// <summary>A question about pay.</summary>
/// <param name="Country">IT, RO, PL.</param>
/// <param name="On">A day of the month that is asked about.</param>
/// <param name="Gross">For the month; leave it out and give the net to ask for the gross.</param>
/// <param name="Net">Wished for.</param>
/// <param name="BornOn">Decides reliefs by age; 1985-01-01 when left out.</param>
/// <param name="Facts">As the country's rules name them: pit2, dep, region.</param>
internal sealed record WhatIfBody(
    string? Country,
    [property: System.Text.Json.Serialization.JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? On,
    decimal? Gross,
    decimal? Net,
    [property: System.Text.Json.Serialization.JsonConverter(typeof(IsoDateJsonConverter))] LocalDate? BornOn,
    IReadOnlyDictionary<string, string>? Facts)
{
    /// <exception cref="RefusedException">400 invalid-request.</exception>
    public WhatIfQuestion Checked() => new()
    {
        Country = Country is { Length: 2 } ? Country : throw RefusedException.Invalid("Give the country as two capitals."),
        On = On ?? throw RefusedException.Invalid("Give a day of the month that you ask about."),
        Gross = Gross,
        Net = Net,
        BornOn = BornOn ?? new LocalDate(1985, 1, 1),
        Facts = Facts is null ? Domain.Facts.None : Domain.Facts.Of(Facts),
    };
}

/// <summary>What somebody would be paid.</summary>
internal sealed record WhatIfView(Period Period, string Currency, string Rules, decimal Gross, decimal Withheld, decimal Net, decimal EmployerCost, IReadOnlyList<LineExplanation> Lines, IReadOnlyList<PayAlert> Alerts);
