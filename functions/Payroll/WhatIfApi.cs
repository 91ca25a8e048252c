using BackOffice.Http;
using BackOffice.Payroll.Domain;
using BackOffice.People;
using BackOffice.Primitives;
using BackOffice.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.Payroll;

/// <summary>What somebody would be paid: a question that keeps nothing.</summary>
public sealed class WhatIfApi(CountryRuleBook rules, PayGroups groups)
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
        var answer = WhatIf.Answer(body.Checked(await groups.ElementsOfAsync(tenant, cancellationToken), rules), rules);
        return answer.Outcome.Slip is { } slip
            ? TypedResults.Ok(new WhatIfView(slip.Period, slip.Currency.Code, slip.Rules, slip.Gross, slip.Withheld, slip.Net, slip.EmployerCost, answer.Lines, slip.Alerts))
            : throw NoSlip(answer.Outcome.Problems);
    }

    internal static RefusedException NoSlip(IReadOnlyList<PayProblem> problems)
        => new(StatusCodes.Status422UnprocessableEntity, "no-slip", "No slip can be made of this.") { More = new Dictionary<string, object?> { ["problems"] = problems } };
}

/// <summary>What somebody would be paid.</summary>
internal sealed record WhatIfView(Period Period, string Currency, string Rules, decimal Gross, decimal Withheld, decimal Net, decimal EmployerCost, IReadOnlyList<LineExplanation> Lines, IReadOnlyList<PayAlert> Alerts);
