import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What axe finds, each with where. */
export async function expectNothingFound(page: Page): Promise<void> {
  // The preview of a mail may run no script, which is how axe looks into a frame.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  )
}
