export {
  afterNews,
  type RunningPeriod,
  type SubscriptionFollows,
  type SubscriptionSeen,
  type SubscriptionStanding,
  type Told,
} from "./after-news.ts";
