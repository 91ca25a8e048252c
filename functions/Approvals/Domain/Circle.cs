using BackOffice.Tenancy;

namespace BackOffice.Approvals.Domain;

/// <summary>Whom a level is told of: people one by one, and roles whose holders are not known here.</summary>
public sealed record Circle(IReadOnlyList<string> People, IReadOnlyList<Role> Roles)
{
    /// <summary>The people a level names and those who stand in for whom it asks, without requester and preparers.</summary>
    public static Circle Of(ApprovalCase approval, int level, IReadOnlyList<Delegation> inForce)
    {
        var asked = approval.Rule.Levels[level];
        var delegates = inForce
            .Where(delegation => !approval.IsExcluded(delegation.Delegator) && (asked.Asks(delegation.Delegator) || asked.Asks(delegation.DelegatorRoles)))
            .Select(delegation => delegation.Delegate)
            .Take(MatrixCheck.MostPeople);
        return new Circle([.. asked.People.Concat(delegates).Where(person => !approval.IsExcluded(person)).Distinct(Account.Comparer)], asked.Roles);
    }
}
